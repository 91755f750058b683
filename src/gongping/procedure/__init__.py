"""The steps that span rooms; read top to bottom, the rules of a season."""
