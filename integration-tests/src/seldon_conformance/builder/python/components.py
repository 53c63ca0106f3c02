"""Components that several apps share."""

ENVIRONMENT = {".s2i/environment": "MODEL_NAME=MyModel\n"}
IDENTITY = """class MyModel:
    def predict(self, X, names):
        return X
"""


def saying(text: str) -> dict[str, str]:
    """Give the files of a component that answers one string, always."""
    component = f'class MyModel:\n    def predict(self, X, names):\n        return "{text}"\n'
    return {"MyModel.py": component, **ENVIRONMENT}
