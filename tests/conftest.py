"""What all tests share: the servers, and the corpus's table."""

pytest_plugins = ["tests.mails.table", "tests.servers.fixtures"]
