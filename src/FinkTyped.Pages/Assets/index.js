'use strict';
(() => {
  const table = document.getElementById('alerts'), body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const search = document.getElementById('search'), found = document.getElementById('found');
  const key = (row, column) => row.cells[column].dataset.n === undefined ? row.cells[column].textContent.toLowerCase() : Number(row.cells[column].dataset.n);
  heads.slice(1).forEach((head, i) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: head.textContent });
    head.replaceChildren(button);
    button.onclick = () => {
      const up = head.getAttribute('aria-sort') !== 'ascending', sign = up ? 1 : -1;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const rows = [...body.rows].map(row => [key(row, i + 1), row]);
      // What there is not comes last, whichever way.
      rows.sort(([a], [b]) => (a === '') - (b === '') || sign * (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === 'number' ? -1 : 1));
      body.append(...rows.map(([, row]) => row));
    };
  });
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of body.rows) {
      row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word));
      if (!row.hidden) count++;
    }
    found.textContent = words.length ? `${count} of ${body.rows.length}` : '';
  });
})();
