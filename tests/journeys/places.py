"""Where things are in the demo: asked of its database, since numbers change."""

PLACES = {
    "round": "SELECT max(id) FROM meetings_reviewround",
    "past": "SELECT min(id) FROM meetings_reviewround",
    "poll": "SELECT code FROM polls_poll WHERE state <> 'unsealed'",
    "counted": "SELECT code FROM polls_poll WHERE state = 'unsealed'",
    "minutes": "SELECT min(id) FROM bulletins_bulletin WHERE state = 'approved'",
    "report": "SELECT min(id) FROM bulletins_bulletin WHERE state = 'draft'",
    "unit": "SELECT unit_id FROM organisation_person WHERE staff_no = 'B006'",
    "person": "SELECT id FROM organisation_person WHERE staff_no = 'B006'",
    "centre": "SELECT unit_id FROM organisation_person WHERE staff_no = 'C03202'",
    "liaison": "SELECT id FROM organisation_person WHERE staff_no = 'C03202'",
    "leader": "SELECT id FROM organisation_person WHERE staff_no = 'A002'",
    "category": "SELECT min(id) FROM organisation_unitcategory",
    "batch": "SELECT min(id) FROM organisation_importbatch",
    "ledger_batch": "SELECT min(id) FROM ledger_ledgerimport",
    "user": "SELECT id FROM accounts_user WHERE username = 'unit'",
    "item": """
        SELECT number FROM ledger_ledgeritem JOIN organisation_person ON
        lead_unit_id = unit_id AND staff_no = 'B006' WHERE state = 'published'
        AND next_due_on IS NOT NULL ORDER BY year DESC, number""",
    "centre_item": """
        SELECT number FROM ledger_ledgeritem JOIN organisation_person ON
        lead_unit_id = unit_id AND staff_no = 'C03202' WHERE state = 'published'
        AND next_due_on IS NOT NULL ORDER BY year DESC, number""",
    "draft": """
        SELECT number FROM ledger_ledgeritem JOIN organisation_person ON
        lead_unit_id = unit_id AND staff_no = 'B006' WHERE state = 'draft'
        ORDER BY number""",
    "to_verify": """
        SELECT number FROM ledger_ledgeritem WHERE state = 'awaiting_verification'
        ORDER BY number""",
    "comment": """
        SELECT c.id FROM comments_leadercomment c JOIN organisation_person p ON
        c.unit_id = p.unit_id AND staff_no = 'B006' WHERE state = 'acknowledged'""",
    "to_sign_for": """
        SELECT c.id FROM comments_leadercomment c JOIN organisation_person p ON
        c.unit_id = p.unit_id AND staff_no = 'B006' WHERE state = 'signed'""",
    "said": """
        SELECT c.unit_id FROM comments_leadercomment c JOIN organisation_person p ON
        c.leader_id = p.id AND staff_no = 'A002' WHERE round_id =
        (SELECT max(id) FROM meetings_reviewround)""",
    "unsaid": """
        SELECT l.unit_id FROM organisation_leaderunitlink l JOIN organisation_person p
        ON l.leader_id = p.id AND staff_no = 'A002' WHERE l.unit_id NOT IN
        (SELECT unit_id FROM comments_leadercomment c WHERE c.leader_id = p.id
        AND round_id = (SELECT max(id) FROM meetings_reviewround))
        ORDER BY l.unit_id DESC""",
    "unsaid_too": """
        SELECT l.unit_id FROM organisation_leaderunitlink l JOIN organisation_person p
        ON l.leader_id = p.id AND staff_no = 'A002' WHERE l.unit_id NOT IN
        (SELECT unit_id FROM comments_leadercomment c WHERE c.leader_id = p.id
        AND state <> 'draft'
        AND round_id = (SELECT max(id) FROM meetings_reviewround))
        ORDER BY l.unit_id""",
    "head_of_unsaid": """
        SELECT username FROM accounts_user u JOIN organisation_person h
        ON h.user_id = u.id JOIN organisation_post o ON o.person_id = h.id
        AND o.kind = 'unit_head' JOIN organisation_leaderunitlink l
        ON l.unit_id = o.unit_id JOIN organisation_person p
        ON l.leader_id = p.id AND p.staff_no = 'A002' WHERE l.unit_id NOT IN
        (SELECT unit_id FROM comments_leadercomment c WHERE c.leader_id = p.id
        AND round_id = (SELECT max(id) FROM meetings_reviewround))
        ORDER BY l.unit_id DESC""",
    "unsaid_by_other": """
        SELECT l.unit_id FROM organisation_leaderunitlink l JOIN organisation_person p
        ON l.leader_id = p.id AND staff_no = 'A003' WHERE l.unit_id NOT IN
        (SELECT unit_id FROM comments_leadercomment c WHERE c.leader_id = p.id
        AND round_id = (SELECT max(id) FROM meetings_reviewround))
        ORDER BY l.unit_id DESC""",
    "next_head": """
        SELECT username FROM accounts_user u JOIN organisation_person h
        ON h.user_id = u.id JOIN organisation_post o ON o.person_id = h.id
        AND o.kind = 'unit_head' JOIN meetings_agendaitem a ON a.unit_id = o.unit_id
        WHERE a.session_id = (SELECT max(id) FROM meetings_reviewround)
        AND a.state = 'waiting' ORDER BY a.position""",
    "next_unit": """
        SELECT unit.name FROM meetings_agendaitem a JOIN organisation_unit unit
        ON a.unit_id = unit.id WHERE a.state = 'waiting' AND a.session_id =
        (SELECT max(id) FROM meetings_reviewround) ORDER BY a.position""",
}
