"""What is to be read: files found in folders, bundles and at URLs, each with the hash of its content."""
