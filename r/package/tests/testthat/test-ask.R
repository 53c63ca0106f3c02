json <- function(x, ...) as_json(message_of(x, list(...)))

test_that("each kind of value has its message", {
  expect_snapshot({
    writeLines(json(data.frame(a = c(1.5, NA), f = factor(c("x", "y"))), puid = "p"))
    writeLines(json(matrix(1:4, nrow = 2, dimnames = list(NULL, c("x", "y")))))
    writeLines(json(array(1:8, c(2, 2, 2))))
    writeLines(json(c(0.1, 2)))
    writeLines(json("text"))
    writeLines(json(as.raw(c(0, 255))))
    writeLines(json(list(a = 1, b = I("only"), c = NULL)))
  })
})

test_that("an infinity has no place in JSON", {
  expect_snapshot(error = TRUE, json(c(1, Inf)))
})

test_that("feedback has what its parts have", {
  expect_snapshot({
    writeLines(as_json(feedback_of(message_of(c(1, 2), list()), 0.5, "yes", list(bandit = 1L))))
    writeLines(as_json(feedback_of(message_of("x", list()), 1, NULL, NULL)))
  })
})

test_that("each kind of answer is R's own", {
  answer <- function(text) payload_of(from_json(text))

  expect_equal(
    answer('{"data": {"names": ["a", "b"], "ndarray": [[1, "x"], [null, "y"]]}}'),
    data.frame(a = c(1, NA), b = c("x", "y"))
  )
  expect_equal(
    answer('{"data": {"names": [], "tensor": {"shape": [2, 2], "values": [1, 2, 3, "NaN"]}}}'),
    data.frame(V1 = c(1, 3), V2 = c(2, NaN))
  )
  expect_equal(answer('{"data": {"ndarray": [1, null]}}'), c(1, NA))
  expect_equal(answer('{"data": {"ndarray": [1, "a"]}}'), list(1, "a"))
  expect_equal(answer('{"data": {"tensor": {"shape": [1, 1, 2], "values": [1, 2]}}}'), array(c(1, 2), c(1, 1, 2)))
  expect_equal(answer('{"data": {"ndarray": [[[1]]]}}'), list(list(list(1))))
  expect_equal(answer('{"strData": "a"}'), "a")
  expect_equal(answer('{"binData": "AP8="}'), as.raw(c(0, 255)))
  expect_equal(answer('{"jsonData": {"a": [1]}}'), list(a = list(1)))
  expect_snapshot(error = TRUE, answer("{}"))
})
