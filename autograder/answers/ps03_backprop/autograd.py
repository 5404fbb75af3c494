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


# %% 4/4 every way on its own: many walks, and each adds its product
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

    def backward(self, share=1.0):
        self.grad += share
        for part, slope in self.parts:
            part.backward(share * slope)


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

    def backward(self, share=1.0):
        self.grad += share
        for part, slope in self.parts:
            part.backward(share * slope)


# %% 0/4 local slopes are not multiplied: every way brings its last slope alone
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

    def backward(self, share=1.0):
        self.grad += share
        for part, slope in self.parts:
            part.backward(slope)


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
        for part, slope in self.parts:
            part.grad += slope * self.grad
            part.backward()
