// Purpose: hands React, which comes as classic scripts from vendor/, to the modules of the page.

const { React, ReactDOM } = globalThis;

export const { createElement: h, useEffect, useReducer, useRef, useState } = React;
export const { createRoot } = ReactDOM;
