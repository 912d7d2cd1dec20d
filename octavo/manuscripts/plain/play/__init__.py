"""Plays and dialogues: who speaks, what is directed, where a scene ends."""
