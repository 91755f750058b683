"""Settings, urls, the servers and the command line: what knows everything."""
