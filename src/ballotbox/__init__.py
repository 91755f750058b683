"""The secret ballot without any of its surroundings: no clock, no database, no Django.

Import from the modules; in the order of a poll the public ones are

    manifest    the rules, fixed before the first ticket (seal, parameters, approval)
    tickets     the right to collect one ballot (rolls, offices)
    keys        of issuers, box, scrutineers and ballots
    tokens      what an issuer signs blindly, RFC 9474 (blinding)
    cells       one grade for each unit and criterion (validity)
    locks       any t scrutineers hold all of them, t - 1 always lack one (sealing)
    sealed      the ballot as the box takes it, and its receipt (messages, refusals)
    client      the voter's steps, pure functions between requests and replies
    tree        the hash tree of the board, RFC 9162
    head        256 bits that stand for the closed poll (counts, closing, paper, uncast)
    board_file  JSON Lines, a public part and a contents part (lines, fields)
    tally       how often each grade was given (histogram, opening, totals)
    verify      checks whatever it is given, names what it was not (checks, recount)

and `errors` and `findings`, what they raise: a check never returns a boolean. `hazard`
holds the primitives; nothing outside this package may import it. `ballots` and `board`
are the open suite, which goes when the browser seals. `docs/specification/ballot.md`
says every byte.
"""
