"""A site in one encrypted file, and a site made again from it.

`contents` says what goes in and what is left out, `envelope` seals the file,
`members` gives it parts, `rows` reads and writes the database, `backup` and `restore`
are the two verbs, `passphrase` asks for the words, `speaking` talks to the reader.
docs/decisions/0005-backup.md says why it is so.
"""
