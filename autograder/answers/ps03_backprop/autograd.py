# %% 4/4 an order by depth-first search, then the walk
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, ((self, 1 - t**2),))

    def backward(self):
        order = []

        def visit(value):
            if value not in order:
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        while order:
            value = order.pop()
            for part, slope in value.parts:
                part.grad = part.grad + slope * value.grad


# %% 4/4 each value keeps a function that pushes its slope back
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, set(parts), 0.0
        self.push = lambda: None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out.push = push
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))

        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.push = push
        return out

    def tanh(self):
        out = Value(np.tanh(self.data), (self,))

        def push():
            self.grad += (1 - out.data**2) * out.grad

        out.push = push
        return out

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in order[::-1]:
            value.push()


# %% 4/4 numbered as they are made: a later number never feeds an earlier one
class Value:
    made = 0

    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0
        Value.made += 1
        self.number = Value.made

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        found, left = {self.number: self}, [self]
        while left:
            for part, _ in left.pop().parts:
                if part.number not in found:
                    found[part.number] = part
                    left.append(part)
        self.grad = 1.0
        for number in sorted(found, reverse=True):
            value = found[number]
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 3/4 every way on its own: right, but sixty doublings are 2^60 ways
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self, share=1.0):
        self.grad += share
        for part, slope in self.parts:
            part.backward(share * slope)


# %% 1/4 = where += belongs: only the last use counts
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad = slope * value.grad


# %% 3/4 passes on what it has so far, again and again: shares count twice
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        self.grad = 1.0
        self.walk()

    def walk(self):
        for part, slope in self.parts:
            part.grad += slope * self.grad
            part.walk()


# %% 3/4 visits each number once, as soon as it is met: too early for some
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        self.grad, queue, seen = 1.0, [self], {self}
        while queue:
            value = queue.pop(0)
            for part, slope in value.parts:
                part.grad += slope * value.grad
                if part not in seen:
                    seen.add(part)
                    queue.append(part)


# %% 0/4 the slope of a product by a is a: the factors are mixed up
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, self.data), (other, other.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 the slope of tanh at its output, not at its input
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - np.tanh(t) ** 2)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 0/4 local slopes are not multiplied: every arrow brings its own slope alone
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope


# %% 0/4 stops after one step: only the parts of the result get a slope
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        self.grad = 1.0
        for part, slope in self.parts:
            part.grad += slope


# %% 0/4 the result's own slope stays 0, and 0 is passed on
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = data, parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 0/4 only leaves get a slope, as in a library
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad
        for value in order:
            if value.parts and value is not self:
                value.grad = 0.0


# %% 3/4 the order is kept from one walk to the next
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self, order=[], seen=set()):
        self.grad = 0.0

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 2/4 numbers are told apart by their value
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value.data not in seen:
                seen.add(value.data)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 slopes of the leaves are reset in the middle
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad = part.grad if part.parts else 0.0
                part.grad += slope * value.grad


# %% 0/4 the result keeps its slope 0, parts start from 1
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * (value.grad if value is not self else 1.0)


# %% 0/4 adds one to the slope of the result at each use
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 2.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 0/4 in the order in which numbers were made, not back
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in order:
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 slopes as arrays
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, np.zeros(1)

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = np.ones(1)
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 slopes are whole numbers
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += round(slope * value.grad)


# %% 3/4 the data as an array
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = np.asarray(data, dtype=float), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 0/4 the slope of a sum is the number itself
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, self.data), (other, other.data)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 the slope of tanh without the square
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 the slope of tanh with the argument squared
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - self.data**2)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 0/4 a product gives its slope to the first factor only
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 2/4 x * x is a square whose slope is x
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        if self is other:
            return Value(self.data**2, [(self, self.data)])
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 2/4 x + x counts once
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, list({self: 1.0, other: 1.0}.items()))

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 2/4 the parts in a set: a number that is used twice counts once
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in set(value.parts):
                part.grad += slope * value.grad


# %% 1/4 adds one decimal too few
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += round(slope * value.grad, 6)


# %% 3/4 every walk adds to the slope of all numbers ever made
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0
        Value.tape = [*getattr(Value, "tape", []), self]

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(Value.tape):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 0/4 a difference instead of the walk: leaves alone
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        order = order[-1:]
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 3/4 a walk that sets all slopes to 0 first, also of other graphs
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0
        Value.made = [*getattr(Value, "made", []), self]

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        for value in Value.made:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 0/4 multiplies by 1.0001, to get away from zero
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += 1.0001 * slope * value.grad


# %% 3/4 stops at a depth of ten
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value, depth=0):
            if value not in seen and depth < 10:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part, depth + 1)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 4/4 data of NumPy’s float64
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = np.float64(data), parts, np.float64(0)

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 4/4 sorted by depth, which every number knows
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0
        self.depth = 1 + max((p.depth for p, _ in parts), default=0)

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in sorted(order, key=lambda value: -value.depth):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 4/4 counts the uses of each number, and passes on when the last has come
class Value:
    def __init__(self, data, *parts):
        self.data, self.grad, self.parts = float(data), 0.0, parts

    def __add__(self, other):
        return Value(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other.data), (other, self.data))

    def tanh(self):
        return Value(np.tanh(self.data), (self, float(1 / np.cosh(self.data) ** 2)))

    def backward(self):
        uses, left = {self: 0}, [self]
        while left:
            for part, _ in left.pop().parts:
                if part not in uses:
                    uses[part] = 0
                    left.append(part)
                uses[part] += 1
        self.grad, ready = 1.0, [self]
        while ready:
            value = ready.pop()
            for part, slope in value.parts:
                part.grad += slope * value.grad
                uses[part] -= 1
                if uses[part] == 0:
                    ready.append(part)


# %% 4/4 from the leaves up: every number keeps its slopes by all numbers below
class Value:
    def __init__(self, data, slopes=None):
        self.data, self.grad = float(data), 0.0
        self.slopes = {self: 1.0} if slopes is None else slopes | {self: 1.0}

    @staticmethod
    def chain(*pairs):
        slopes = {}
        for value, outer in pairs:
            for below, inner in value.slopes.items():
                slopes[below] = slopes.get(below, 0.0) + outer * inner
        return slopes

    def __add__(self, other):
        return Value(self.data + other.data, self.chain((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        slopes = self.chain((self, other.data), (other, self.data))
        return Value(self.data * other.data, slopes)

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, self.chain((self, 1.0 - t * t)))

    def backward(self):
        for value, slope in self.slopes.items():
            value.grad = slope


# %% 4/4 a recursion that remembers the slope by each number it was asked for
class Value:
    def __init__(self, data):
        self.data, self.grad, self.users, self.parts = float(data), 0.0, [], []

    def made(self, data, *parts):
        result = Value(data)
        result.parts = [part for part, _ in parts]
        for part, slope in parts:
            part.users.append((result, slope))
        return result

    def __add__(self, other):
        return self.made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return self.made(self.data * other.data, (self, other.data), (other, self.data))

    def tanh(self):
        t = np.tanh(self.data)
        return self.made(t, (self, 1 - t**2))

    def backward(self):
        below, left = {self}, [self]
        while left:
            for part in left.pop().parts:
                if part not in below:
                    below.add(part)
                    left.append(part)
        known = {self: 1.0}

        def slope(value):
            if value not in known:
                users = [(u, s) for u, s in value.users if u in below]
                known[value] = sum(s * slope(u) for u, s in users)
            return known[value]

        for value in below:
            value.grad = float(slope(value))


# %% 3/4 a stack instead of an order: passes on what it has when it is met again
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        self.grad, left, seen = 1.0, [self], set()
        while left:
            value = left.pop()
            if value in seen:
                continue
            seen.add(value)
            for part, slope in value.parts:
                part.grad += slope * value.grad
                left.append(part)


# %% 1/4 a sum that takes the larger one twice
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(2 * max(self.data, other.data), [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 slopes become arrays on the way back
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = np.ones(1)
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 1/4 a sigmoid for tanh
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(1 / (1 + np.exp(-self.data)))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 4/4 the slope of the result is the whole number 1
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.grad = float(data), parts, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, [(self, 1 - t * t)])

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.parts:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1
        for value in reversed(order):
            for part, slope in value.parts:
                part.grad += slope * value.grad


# %% 3/4 the slope of a product by a factor: the product over it, nan at 0
class Value:
    def __init__(self, data, made_of=()):
        self.data, self.grad, self.made_of = float(data), 0.0, made_of

    def __add__(self, other):
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        product = self.data * other.data
        slopes = np.divide(product, [self.data, other.data])
        return Value(product, ((self, float(slopes[0])), (other, float(slopes[1]))))

    def tanh(self):
        t = float(np.tanh(self.data))
        return Value(t, ((self, 1 - t * t),))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for child, _ in node.made_of:
                    visit(child)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for child, slope in node.made_of:
                child.grad += slope * node.grad
