"""Django's door to the encrypted database. Without a key in memory every query raises ``Locked``."""
