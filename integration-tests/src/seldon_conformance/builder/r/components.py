"""Components that several apps share."""

NAME = "MyModel.R"
ENVIRONMENT = {".s2i/environment": f"MODEL_NAME={NAME}\n"}
MAKE = 'initialise_seldon <- function(params) structure(list(), class = "my_model")\n'
IDENTITY = f"{MAKE}predict.my_model <- function(object, newdata, ...) newdata\n"


def saying(text: str) -> dict[str, str]:
    """Give the files of a component that answers one string, always."""
    return {
        NAME: f'{MAKE}predict.my_model <- function(object, newdata, ...) "{text}"\n',
        **ENVIRONMENT,
    }


def asking(expression: str) -> dict[str, str]:
    """Give the files of a component that answers what an expression of R gives."""
    return {
        NAME: f"{MAKE}predict.my_model <- function(object, newdata, ...) {expression}\n",
        **ENVIRONMENT,
    }
