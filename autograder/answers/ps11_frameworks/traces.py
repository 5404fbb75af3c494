# %% 2/2 asks JAX itself
def compilations(calls):
    traced = []

    @jax.jit
    def function(x):
        traced.append(x.shape)
        return x

    for shape, dtype, values in calls:
        function(np.array(values, dtype=dtype).reshape(shape))
    return len(traced)


# %% 2/2 a list of what was seen
def compilations(calls):
    seen = []
    for shape, dtype, _ in calls:
        if (shape, dtype) not in seen:
            seen.append((shape, dtype))
    return len(seen)


# %% 2/2 a dictionary
def compilations(calls):
    return len({f"{dtype}{shape}": None for shape, dtype, _ in calls})


# %% 1/2 once, whatever it is called with
def compilations(calls):
    return 1


# %% 1/2 once for each shape: the type is forgotten
def compilations(calls):
    return len({shape for shape, _, _ in calls})


# %% 1/2 once for each type
def compilations(calls):
    return len({dtype for _, dtype, _ in calls})


# %% 1/2 once for each number of entries and type
def compilations(calls):
    return len({(int(np.prod(shape)), dtype) for shape, dtype, _ in calls})


# %% 1/2 compiled anew whenever shape or type changes: nothing is kept
def compilations(calls):
    kinds = [(shape, dtype) for shape, dtype, _ in calls]
    return bool(kinds) + sum(a != b for a, b in pairwise(kinds))


# %% 0/2 at each call
def compilations(calls):
    return len(calls)


# %% 0/2 once for each set of values
def compilations(calls):
    return len({(shape, dtype, str(values)) for shape, dtype, values in calls})
