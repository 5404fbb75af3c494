# %% 3/3 counts the epochs without a new lowest
def stop(losses, patience):
    best, lowest, waited = 0, losses[0], 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < lowest:
            best, lowest, waited = epoch, losses[epoch], 0
        else:
            waited += 1
            if waited == patience:
                return best, epoch
    return best, len(losses) - 1


# %% 3/3 argmin of each beginning
def stop(losses, patience):
    for end in range(len(losses)):
        keep = int(np.argmin(losses[: end + 1]))
        if end - keep >= patience:
            return keep, end
    return keep, end


# %% 3/3 looks from each new lowest to the next
def stop(losses, patience):
    keep = 0
    while True:
        later = np.flatnonzero(losses[keep + 1 : keep + 1 + patience] < losses[keep])
        if not len(later):
            return [keep, min(keep + patience, len(losses) - 1)]
        keep += 1 + int(later[0])


# %% 0/3 keeps the last epoch, not the best
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch, epoch


# %% 1/3 the best of all epochs, as if one could look ahead
def stop(losses, patience):
    best = int(np.argmin(losses))
    return best, min(best + patience, len(losses) - 1)


# %% 0/3 waits one epoch too long
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best > patience:
            break
    return best, epoch


# %% 2/3 an equal loss counts as an improvement
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] <= losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 2/3 compares with the epoch before, not with the lowest
def stop(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        waited = waited + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if waited == patience:
            return best, epoch
    return best, len(losses) - 1


# %% 0/3 counts epochs from 1
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best + 1, epoch + 1


# %% 1/3 never resets the count
def stop(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
        if waited >= patience:
            return best, epoch
    return best, epoch


# %% 0/3 end before the best
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch, best


# %% 0/3 looks for the highest: an accuracy, not a loss
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] > losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch
