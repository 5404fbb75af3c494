# %% 3/3 sort, with what is cut at the end
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 3/3 among the places that are left
def prune(first, trained, mask, count):
    rows, columns = np.nonzero(mask)
    order = np.argsort(np.abs(trained[rows, columns]))[-count:]
    kept = np.zeros_like(mask)
    kept[rows[order], columns[order]] = True
    weights = np.zeros_like(first)
    weights[kept] = first[kept]
    return kept, weights


# %% 3/3 one after another
def prune(first, trained, mask, count):
    kept, weights = mask & False, 0 * first
    places = [tuple(p) for p in np.argwhere(mask)]
    for p in sorted(places, key=lambda p: -abs(trained[p]))[:count]:
        kept[p], weights[p] = True, first[p]
    return kept, weights


# %% 2/3 a threshold: equal weights stay or go together
def prune(first, trained, mask, count):
    limit = np.sort(np.abs(trained[mask]))[::-1][count - 1]
    kept = mask & (np.abs(trained) >= limit)
    return kept, np.where(kept, first, 0)


# %% 0/3 does not rewind: goes on with the trained weights
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, trained * kept


# %% 0/3 forgets the old mask: what is cut may come back
def prune(first, trained, mask, count):
    kept = np.zeros(mask.size, dtype=bool)
    kept[np.argsort(-np.abs(trained), axis=None)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 1/3 the sign counts: large negative weights are cut
def prune(first, trained, mask, count):
    size = np.where(mask, trained, -np.inf).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 1/3 by the size of the first weights
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(first), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 1/3 keeps the smallest
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), np.inf).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 count is taken for how many to cut
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[: mask.sum() - count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 2/3 0 for what is cut: a trained weight of 0 is taken for cut
def prune(first, trained, mask, count):
    size = np.abs(trained * mask)
    order = np.argsort(-size, axis=None, kind="stable")[:count]
    kept = np.zeros(mask.size, dtype=bool)
    kept[order] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 2/3 right, but writes the new mask into the old one
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    mask[:] = kept.reshape(mask.shape)
    return mask.copy(), first * mask
