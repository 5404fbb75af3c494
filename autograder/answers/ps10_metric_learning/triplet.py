# %% 4/4 masks
def triplet(Z, y, margin):
    d = np.sqrt(((Z[:, None] - Z) ** 2).sum(-1))
    same = (y[:, None] == y) & ~np.eye(len(y), dtype=bool)
    other = y[:, None] != y
    kept = same.any(1) & other.any(1)
    if kept.sum() == 0:
        return 0
    pos = (d * same).max(1)
    neg = np.where(other, d, 1e300).min(1)
    return np.maximum(0, margin + pos - neg)[kept].mean()


# %% 4/4 an anchor at a time
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        alike = [d[j] for j in range(len(Z)) if y[j] == y[i] and j != i]
        others = [d[j] for j in range(len(Z)) if y[j] != y[i]]
        if alike and others:
            terms.append(max(0.0, margin + max(alike) - min(others)))
    return sum(terms) / len(terms) if terms else 0.0


# %% 4/4 the largest of all triples of an anchor
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = (y[:, None] == y) & ~np.eye(len(y), dtype=bool)
    valid = same[:, :, None] & (y[:, None] != y)[:, None, :]
    terms = np.where(valid, margin + d[:, :, None] - d[:, None, :], 0)
    kept = valid.any(axis=(1, 2))
    hardest = np.maximum(terms.max(axis=(1, 2)), 0)
    return hardest.sum() / max(1, kept.sum())


# %% 1/4 the nearest positive and the farthest negative: the easiest triples
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = (y[:, None] == y) & ~np.eye(len(y), dtype=bool)
    other = y[:, None] != y
    kept = same.any(1) & other.any(1)
    if not kept.any():
        return 0.0
    pos, neg = np.where(same, d, np.inf).min(1), np.where(other, d, 0).max(1)
    return np.maximum(0, margin + pos - neg)[kept].mean()


# %% 0/4 squared distances
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = ((Z - Z[i]) ** 2).sum(1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the sign turned: negatives closer than positives
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin - d[p].max() + d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 3/4 a lonely anchor counts, with itself as its positive
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = y[:, None] == y
    pos = np.where(same, d, 0).max(1)
    neg = np.where(same, np.inf, d).min(1)
    return np.mean(np.maximum(0, margin + pos - neg))


# %% 1/4 no max: satisfied triples pay back
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(margin + d[p].max() - d[n].min())
    return np.mean(terms) if terms else 0.0


# %% 1/4 the mean over the triples that still cost something
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    active = [t for t in terms if t > 0]
    return np.mean(active) if active else 0.0


# %% 1/4 all triples, no mining
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        for a in d[p]:
            for b in d[n]:
                terms.append(max(0, margin + a - b))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the sum over the anchors
def triplet(Z, y, margin):
    total = 0.0
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            total += max(0, margin + d[p].max() - d[n].min())
    return total
