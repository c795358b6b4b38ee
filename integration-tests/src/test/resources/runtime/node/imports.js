require('a-module-that-nobody-has');
exports.handler = async () => 'never';
