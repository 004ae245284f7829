(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  if (data.curve) lightCurve(document.getElementById('curve'), data.curve);

  const fields = document.getElementById('fields'), groups = [...fields.querySelectorAll('.group')];
  const search = document.getElementById('search'), filled = document.getElementById('filled'), found = document.getElementById('found');
  const wasOpen = new Map(groups.map(g => [g, g.open]));
  const rows = [...fields.querySelectorAll('.fields tbody tr')].map(row => ({ row, group: row.closest('.group'), text: row.textContent.toLowerCase(), empty: row.querySelector('.none') !== null }));
  for (const item of rows) item.text += ' ' + item.group.querySelector('summary').dataset.path.toLowerCase() + '.' + item.row.cells[0].textContent.toLowerCase();

  function build(scroll) {
    if (scroll.querySelector('table')) return;
    const { columns, rows } = data.tables[scroll.dataset.table];
    const table = document.createElement('table'), head = table.createTHead().insertRow();
    for (const [name, unit, doc] of columns) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.title = doc;
      cell.append(name);
      if (unit) cell.append(Object.assign(document.createElement('small'), { textContent: unit }));
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      for (const value of row) line.insertCell().textContent = value ?? '';
    }
    scroll.replaceChildren(table);
  }

  for (const group of groups) {
    group.addEventListener('toggle', () => {
      const scroll = group.querySelector('.scroll');
      if (group.open && scroll) build(scroll);
    });
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean), hits = new Set();
    let count = 0;
    for (const item of rows) {
      const matches = words.every(word => item.text.includes(word)), show = matches && !(filled.checked && item.empty);
      item.row.hidden = !show;
      item.row.classList.toggle('hit', words.length > 0 && show);
      if (show) { count++; hits.add(item.group); }
    }
    for (const group of groups) {
      const scroll = group.querySelector('.scroll');
      if (scroll) {
        const columns = data.tables[scroll.dataset.table].columns;
        const path = group.querySelector('summary').dataset.path.toLowerCase();
        const matching = columns.map(([name, unit, doc]) => words.length > 0 && words.every(word => `${path}.${name} ${unit} ${doc}`.toLowerCase().includes(word)));
        const number = matching.filter(Boolean).length;
        group.hidden = words.length > 0 && number === 0;
        if (words.length > 0 && number > 0) { count += number; build(scroll); }
        scroll.querySelectorAll('thead th').forEach((cell, i) => cell.classList.toggle('hit', matching[i]));
      } else {
        group.hidden = !hits.has(group) && (words.length > 0 || filled.checked);
        group.open = words.length > 0 ? hits.has(group) : wasOpen.get(group);
      }
    }
    found.textContent = words.length > 0 ? `${count} field${count === 1 ? '' : 's'}` : '';
  }
  search.addEventListener('input', filter);
  filled.addEventListener('change', filter);
})();
