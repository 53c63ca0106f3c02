component <- function(...) structure(list(...), class = "tried")

register <- function(name, method) {
  registerS3method(name, "tried", method, envir = asNamespace("seldon"))
}

test_that("an answer is told as it would leave, row by row", {
  register("predict", function(object, newdata, ...) newdata * 2)

  answer <- seldon_try(component(), data.frame(a = 1:2, b = 3:4))

  expect_s3_class(answer, "seldon_answer")
  expect_equal(answer$values, c(2, 6, 4, 8))
  expect_equal(answer[c("kind", "names", "shape")], list(kind = "ndarray", names = c("a", "b"), shape = c(2L, 2L)))
})

test_that("mixed columns keep their types", {
  register("predict", function(object, newdata, ...) data.frame(n = c(1, 2), s = factor(c("x", "y"))))

  expect_equal(seldon_try(component(), "?")$values, list(1, "x", 2, "y"))
})

test_that("tags and metrics of the component and of the call come together", {
  register("predict", function(object, newdata, ...) {
    seldon_response(scalar("a"), tags = list(call = TRUE), metrics = list(list(type = "GAUGE", key = "g", value = 1)))
  })
  register("tags", function(object, ...) list(version = "1"))
  on.exit(register("tags", function(object, ...) list()))

  answer <- seldon_try(component(), "?")

  expect_equal(answer[c("kind", "values")], list(kind = "strData", values = "a"))
  expect_equal(answer$tags, list(version = "1", call = TRUE))
  expect_equal(answer$metrics[[1]]$key, "g")
})

test_that("a method gets the arguments that it names", {
  register("send_feedback", function(object, request, reward, truth, routing) list(reward, truth, routing))

  answer <- seldon_try(component(), "?", "send_feedback", reward = 0.5, truth = "yes", routing = 1L)

  expect_equal(answer$values, list(0.5, "yes", 1L))
})

test_that("what the server would refuse is refused, in its words", {
  register("predict", function(object, newdata, ...) globalenv())

  expect_snapshot(error = TRUE, seldon_try(component(), "?"))
  expect_snapshot(error = TRUE, seldon_try(component(), "?", "route"))
})
