"""Trains the classifier on the iris measurements that come with scikit-learn, and saves it."""

import joblib
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from IrisClassifier import MODEL_FILE

iris = load_iris()
X_train, X_test, y_train, y_test = train_test_split(
    iris.data, iris.target, test_size=0.3, random_state=0, stratify=iris.target
)
pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
accuracy = float(pipeline.score(X_test, y_test))
joblib.dump(
    {"pipeline": pipeline, "species": list(iris.target_names), "accuracy": accuracy}, MODEL_FILE
)
print(f"---> Trained on {len(X_train)} flowers, {accuracy:.0%} right on the {len(X_test)} others")
