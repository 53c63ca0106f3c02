"""What ``seldon_ask`` gets from a real server."""

import subprocess

from serving import served

WAYS = """
    predict.c <- function(object, newdata, ...) {
      if (is.character(newdata)) seldon_stop("no entry", 403, "NOT_ALLOWED")
      seldon_response(newdata, tags = list(rows = NROW(newdata)))
    }
    aggregate.c <- function(object, data, ...) Reduce(`+`, data)
    send_feedback.c <- function(object, request, reward, truth, routing) {
      list(reward, routing, names(request), truth)
    }
"""


def asked(server, code):
    """Run R code that has the server's address as ``url``; gives what it prints."""
    script = f'library(seldon); url <- "{server.url}/"; {code}'
    command = ["Rscript", "-e", script]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_data_frame_comes_back_as_one(tmp_path):
    """With its names and types; the meta is there for who wants it."""
    frame = "data.frame(a = c(0.1, NA), b = c('x', 'ä'))"
    with served(tmp_path, WAYS) as server:
        server.drain()
        printed = asked(
            server,
            f"""
            x <- {frame}
            names(x) <- c("t:0", "t:1")
            found <- seldon_ask(url, x, meta = list(puid = "p"))
            attr(found, "meta")$puid
            attr(found, "meta")$tags$rows
            attr(found, "meta") <- NULL
            identical(found, x)
            """,
        )

    assert printed == '[1] "p"\n[1] 2\n[1] TRUE\n'


def test_the_other_verbs_have_their_own_messages(tmp_path):
    """An aggregate has several inputs, feedback a reward, a truth and routes."""
    with served(tmp_path, WAYS, PREDICTIVE_UNIT_ID="unit") as server:
        server.drain()
        printed = asked(
            server,
            """
            unlist(seldon_ask(url, list(matrix(1:2, 1), matrix(3:4, 1)), "aggregate"))
            feedback <- seldon_ask(
              url, data.frame(n = 1), "send_feedback",
              reward = 0.5, truth = "yes", routing = list(unit = 1L)
            )
            cat(unlist(feedback), "\\n")
            """,
        )

    assert printed == "t:0 t:1 \n  4   6 \n0.5 1 n yes \n"


def test_a_refusal_is_a_condition_with_status_and_reason(tmp_path):
    """As the component signalled it with seldon_stop."""
    with served(tmp_path, WAYS) as server:
        server.drain()
        printed = asked(
            server,
            """
            refused <- tryCatch(seldon_ask(url, "x"), seldon_error = identity)
            cat(conditionMessage(refused), refused$status, refused$reason, "\\n")
            lacking <- tryCatch(seldon_ask(url, "x", "route"), seldon_error = identity)
            cat(conditionMessage(lacking), lacking$status, lacking$reason, "\\n")
            """,
        )

    assert printed == (
        "no entry 403 NOT_ALLOWED \n"
        "route is not implemented by this component 501 MICROSERVICE_NOT_IMPLEMENTED \n"
    )
