"""Concepts and assessments: deletion concept, weighing of interests, impact assessment, joint controllers."""
