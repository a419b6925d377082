"""A person's name and any word across scripts: reading, folding, comparing.

Now only the fold of full-text search stands here (``fold``); comparing persons follows.
Pure Python, imports nothing of ours but ``errors``.
"""
