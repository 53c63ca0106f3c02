class MyModel(object):
    """
    A model as people wrote it in 2018: no base class, no meta, nothing to serve it by.
    """

    def __init__(self):
        print("Initializing")

    def predict(self,X,features_names):
        """
        Return a prediction.

        Parameters
        ----------
        X : array-like
        features_names : array of names, one a column; may be empty
        """
        print("Predict called - will run identity function")
        return X
