"""A second reader of `.iago` files, written from docs/bundle-format.md alone.

It imports nothing of the program: the standard library, and the primitives Ed25519, X25519, ChaCha20-Poly1305
and HKDF of a common package.  Meant to be read beside the page; it is slow and stores nothing.
"""
