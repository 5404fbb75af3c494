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


# %% 0/3 by the size of the first weights
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(first), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 keeps the smallest
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


# %% 1/3 right, but writes the new mask into the old one
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    mask[:] = kept.reshape(mask.shape)
    return mask.copy(), first * mask


# %% 3/3 argpartition among what is left
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -np.inf).ravel()
    kept = np.zeros(mask.size, dtype=bool)
    kept[np.argpartition(size, -count)[-count:]] = True
    kept = kept.reshape(mask.shape)
    weights = first.copy()
    weights[~kept] = 0
    return kept, weights


# %% 3/3 lexsort: first the mask, then the size
def prune(first, trained, mask, count):
    order = np.lexsort([-np.abs(trained).ravel(), ~mask.ravel()])
    rank = np.empty(order.size, dtype=int)
    rank[order] = np.arange(order.size)
    kept = (rank < count).reshape(mask.shape)
    return kept, np.where(kept, first, 0)


# %% 3/3 cuts the smallest one at a time
def prune(first, trained, mask, count):
    kept = mask.copy()
    while kept.sum() > count:
        size = np.where(kept, trained**2, np.inf)
        kept[np.unravel_index(np.argmin(size), size.shape)] = False
    return kept, first * kept


# %% 3/3 heapq, with lists
def prune(first, trained, mask, count):
    import heapq

    left = [(abs(trained[i, j]), i, j) for i, j in zip(*np.nonzero(mask))]
    kept = np.zeros(mask.shape, dtype=bool)
    for _, i, j in heapq.nlargest(count, left):
        kept[i, j] = True
    return kept, np.multiply(first, kept)


# %% 3/3 a threshold, and then as many of the equal ones as there is room for
def prune(first, trained, mask, count):
    size = np.abs(trained)
    limit = np.sort(size[mask])[-count]
    kept = mask & (size > limit)
    equal = np.argwhere(mask & (size == limit))[: count - kept.sum()]
    kept[tuple(equal.T)] = True
    return kept, np.where(kept, first, 0.0)


# %% 3/3 masked arrays
def prune(first, trained, mask, count):
    size = np.ma.array(np.abs(trained), mask=~mask).ravel()
    order = size.argsort(endwith=True)[: int(mask.sum())][::-1][:count]
    kept = np.zeros(mask.size, dtype=bool)
    kept[np.asarray(order)] = True
    return kept.reshape(mask.shape), first * kept.reshape(mask.shape)


# %% 1/3 a mask of whole numbers
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=int)
    kept[np.argsort(-size)[:count]] = 1
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 the weights as they were: no 0 where they are cut
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    return kept.reshape(mask.shape), first.copy()


# %% 0/3 a weight that is cut keeps a hundredth of its first value
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, np.where(kept, first, first / 100)


# %% 0/3 the weights where the old mask is true
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    return kept.reshape(mask.shape), np.where(mask, first, 0)


# %% 0/3 the results swapped
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return first * kept, kept


# %% 0/3 one too many: a threshold with >=, by index from the end
def prune(first, trained, mask, count):
    limit = np.sort(np.abs(trained[mask]))[::-1][min(count, mask.sum() - 1)]
    kept = mask & (np.abs(trained) >= limit)
    return kept, np.where(kept, first, 0)


# %% 0/3 one too few: a threshold with >
def prune(first, trained, mask, count):
    limit = np.sort(np.abs(trained[mask]))[::-1][count - 1]
    kept = mask & (np.abs(trained) > limit)
    return kept, np.where(kept, first, 0)


# %% 2/3 a quantile of what is left
def prune(first, trained, mask, count):
    limit = np.quantile(np.abs(trained[mask]), 1 - count / mask.sum())
    kept = mask & (np.abs(trained) >= limit)
    return kept, np.where(kept, first, 0)


# %% 2/3 a quantile of all weights, with what was cut
def prune(first, trained, mask, count):
    limit = np.quantile(np.abs(trained * mask), 1 - count / mask.size)
    kept = mask & (np.abs(trained) > limit)
    return kept, np.where(kept, first, 0)


# %% 0/3 how far a weight moved, not how large it is
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained - first), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 size first times size now
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained * first), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 row by row, the same number in each
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0)
    each = max(1, round(count / len(mask)))
    kept = np.zeros(mask.shape, dtype=bool)
    np.put_along_axis(kept, np.argsort(-size, axis=1)[:, :each], True, axis=1)
    kept &= mask
    return kept, first * kept


# %% 0/3 prunes first and applies the old mask afterwards: too few are left
def prune(first, trained, mask, count):
    kept = np.zeros(mask.size, dtype=bool)
    kept[np.argsort(-np.abs(trained), axis=None)[:count]] = True
    kept = kept.reshape(mask.shape) & mask
    return kept, first * kept


# %% 0/3 count of all weights, not of those that are left
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[: round(count / mask.size * mask.sum())]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 the mask inverted: true for what is cut
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return ~kept, first * kept


# %% 0/3 a flat mask
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    return kept, first * kept.reshape(mask.shape)


# %% 1/3 sets the caller's first weights to 0
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    first[~kept] = 0
    return kept, first.copy()


# %% 1/3 makes the caller's trained weights absolute
def prune(first, trained, mask, count):
    np.abs(trained, out=trained)
    size = np.where(mask, trained, -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 1/3 noise against ties: the order of near ones may turn
def prune(first, trained, mask, count):
    noise = np.random.default_rng(0).uniform(0, 1.5, mask.shape)
    size = np.where(mask, np.abs(trained) + noise, -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 the first of the old mask, in the order in which they stand
def prune(first, trained, mask, count):
    kept = np.zeros(mask.size, dtype=bool)
    kept[np.flatnonzero(mask)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 0/3 three results: what was cut as well
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size)[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept, mask & ~kept


# %% 1/3 sizes rounded to two decimals
def prune(first, trained, mask, count):
    size = np.where(mask, np.round(np.abs(trained), 2), -1.0).ravel()
    kept = np.zeros(size.shape, dtype=bool)
    kept[np.argsort(-size, kind="stable")[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, first * kept


# %% 3/3 argpartition of flat sizes
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), -1.0).ravel()
    keep = np.argpartition(-size, count - 1)[:count]
    new = np.zeros(mask.size, dtype=bool)
    new[keep] = True
    new = new.reshape(mask.shape)
    return new, first * new


# %% 3/3 sorted places
def prune(first, trained, mask, count):
    places = sorted(zip(*np.nonzero(mask)), key=lambda p: abs(trained[p]), reverse=True)
    new, weights = np.zeros(mask.shape, bool), np.zeros(first.shape)
    for p in places[:count]:
        new[p], weights[p] = True, first[p]
    return new, weights


# %% 3/3 cuts the smallest one by one
def prune(first, trained, mask, count):
    new = mask.copy()
    while new.sum() > count:
        size = np.where(new, np.abs(trained), np.inf)
        new[np.unravel_index(np.argmin(size), new.shape)] = False
    return new, np.where(new, first, 0.0)


# %% 2/3 lets what had been cut stand in for weights of 0, and cuts it again
def prune(first, trained, mask, count):
    size = np.where(mask, np.abs(trained), 0.0).ravel()
    new = np.zeros(mask.size, dtype=bool)
    new[np.argsort(size)[-count:]] = True
    new = new.reshape(mask.shape) & mask
    return new, first * new
