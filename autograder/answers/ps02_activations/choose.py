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


# %% 2/4 softmax of a single logit, which is always 1
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


# %% 0/4 words with other letters
def choose():
    return {
        "spam": ("Sigmoid", "Binary cross-entropy"),
        "digit": ("Softmax", "Cross-entropy"),
        "findings": ("Sigmoid", "Binary cross-entropy"),
        "species": ("Softmax", "Cross-entropy"),
        "frost": ("Identity", "Squared error"),
        "delay": ("Identity", "Absolute error"),
    }


# %% 2/4 a loss that is not in the list
def choose():
    return {
        "spam": ("sigmoid", "hinge"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 2/4 a sigmoid for exclusive classes
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("sigmoid", "binary cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 2/4 the digit is a number from 0 to 9: squared error
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("identity", "squared error"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 2/4 the cross-entropy of exclusive classes for spam
def choose():
    return {
        "spam": ("sigmoid", "cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 2/4 identity with a binary cross-entropy, as some libraries take logits
def choose():
    return {
        "spam": ("identity", "binary cross-entropy"),
        "digit": ("identity", "cross-entropy"),
        "findings": ("identity", "binary cross-entropy"),
        "species": ("identity", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }


# %% 3/4 ReLU for minutes, which are positive, it thinks
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("relu", "absolute error"),
    }


# %% 4/4 outputs and losses in two tables
def choose():
    tasks = ["spam", "digit", "findings", "species", "frost", "delay"]
    outputs = ["sigmoid", "softmax", "sigmoid", "softmax", "identity", "identity"]
    losses = ["binary cross-entropy", "cross-entropy"] * 2
    losses += ["squared error", "absolute error"]
    return dict(zip(tasks, zip(outputs, losses)))


# %% 4/4 arrays of strings, and a note besides
def choose():
    two = {"spam": "b", "findings": "b", "digit": "s", "species": "s"}
    pairs = {
        "b": np.array(["sigmoid", "binary cross-entropy"]),
        "s": np.array(["softmax", "cross-entropy"]),
    }
    chosen = {task: pairs[kind] for task, kind in two.items()}
    chosen["frost"] = np.array(["identity", "squared error"])
    chosen["delay"] = np.array(["identity", "absolute error"])
    return chosen


# %% 2/4 the cross-entropy of 14 sigmoids
def choose():
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }
