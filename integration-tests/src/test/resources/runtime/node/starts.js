throw new RangeError('It cannot start.');
