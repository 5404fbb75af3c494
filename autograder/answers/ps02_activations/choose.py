# %% 4/4 task by task
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 4/4 by the distribution of the targets
def choose():
    distributions = {
        "Bernoulli": ("sigmoid", "binary cross-entropy"),
        "categorical": ("softmax", "cross-entropy"),
        "Gaussian": ("identity", "squared error"),
        "Laplace": ("identity", "absolute error"),
    }
    targets = {
        "spam": "Bernoulli",
        "digit": "categorical",
        "findings": "Bernoulli",
        "species": "categorical",
        "frost": "Gaussian",
        "delay": "Laplace",
    }
    return {task: distributions[kind] for task, kind in targets.items()}


# %% 4/4 lists instead of tuples
def choose():
    binary, exclusive = (
        ["sigmoid", "binary cross-entropy"],
        ["softmax", "cross-entropy"],
    )
    chosen = dict(spam=binary, findings=binary, digit=exclusive, species=exclusive)
    chosen["frost"] = ["identity", "squared error"]
    chosen["delay"] = ["identity", "absolute error"]
    return chosen


# %% 3/4 ReLU as an output for regression, as in print: a change can be negative
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("relu", "squared error"),
        "delay": ("relu", "absolute error"),
    }


# %% 3/4 takes the distributions of the two regressions for one another
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "absolute error"),
        "delay": ("identity", "squared error"),
    }


# %% 2/4 softmax wherever there are several classes
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("softmax", "cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 3/4 softmax of a single logit, which is always 1
def choose():
    return {
        "spam": ("softmax", "cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 2/4 a sigmoid wherever there are classes, and squared errors throughout
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("sigmoid", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("sigmoid", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("relu", "squared error"),
    }


# %% 2/4 the squared error for all numbers, because the train is a number too
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "squared error"),
    }


# %% 2/4 squared errors of probabilities
def choose():
    return {
        "spam": ("sigmoid", "squared error"),
        "digit": ("softmax", "squared error"),
        "findings": ("sigmoid", "squared error"),
        "species": ("softmax", "squared error"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 2/4 has forgotten the train
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
    }


# %% 0/4 losses first, outputs second
def choose():
    return {
        "spam": ("binary cross-entropy", "sigmoid"),
        "digit": ("cross-entropy", "softmax"),
        "findings": ("binary cross-entropy", "sigmoid"),
        "species": ("cross-entropy", "softmax"),
        "frost": ("squared error", "identity"),
        "delay": ("absolute error", "identity"),
    }
