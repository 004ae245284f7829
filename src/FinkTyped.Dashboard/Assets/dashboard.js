(() => {
  const $ = id => document.getElementById(id), NS = 'http://www.w3.org/2000/svg', MOST_CARDS = 24;
  const sky = skyMap($('sky')), rates = [], known = new Set();
  let source = null, paused = false, lastCards = 0;
  window.dashboard = { frames: 0, cards: 0, came: 0, get sky() { return sky.count; } };

  const number = value => Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 10) / 10);
  const element = (name, properties, parent) => {
    const made = Object.assign(document.createElement(name), properties);
    parent?.append(made);
    return made;
  };
  const text = (id, value) => { if ($(id).textContent !== value) $(id).textContent = value; };

  // Only text and pictures: nothing an alert says becomes markup.
  function card(alert) {
    const item = element('li', { className: 'card' });
    const link = element('a', { href: 'alert/' + alert.id, target: '_blank', rel: 'noopener' }, item);
    link.textContent = alert.name || 'alert';
    const about = element('div', { className: 'about' }, item);
    element('span', { className: 'class', textContent: alert.class, title: alert.topic }, about);
    element('span', { className: 'mag', textContent: alert.mag === undefined ? '' : `${alert.band ?? ''} ${alert.mag.toFixed(2)} mag` }, about);
    const pictures = element('div', { className: 'pictures' }, item);
    const svg = document.createElementNS(NS, 'svg');
    svg.setAttribute('viewBox', '-6 -12 112 124');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    for (const [x, y, band, detected] of alert.curve ?? []) {
      const mark = document.createElementNS(NS, 'ellipse');
      mark.setAttribute('cx', x);
      mark.setAttribute('cy', 100 - y);
      mark.setAttribute('rx', detected ? 1.6 : 1);
      mark.setAttribute('ry', detected ? 5 : 3);
      mark.setAttribute('class', 'band-' + ('ugrizy'.includes(band) ? band : 'other') + (detected ? '' : ' forced'));
      svg.append(mark);
    }
    pictures.append(svg);
    for (const image of alert.images ?? []) element('img', { src: 'data:image/png;base64,' + image, alt: '', width: 56, height: 56 }, pictures);
    return item;
  }

  function rows(id, list, cells) {
    const body = $(id);
    while (body.rows.length > list.length) body.deleteRow(-1);
    list.forEach((entry, i) => {
      const row = body.rows[i] ?? body.insertRow(), values = cells(entry);
      if (!row.cells.length) {
        element('th', { scope: 'row' }, row);
        for (let k = 1; k < values.length; k++) row.insertCell();
      }
      values.forEach((value, k) => { if (row.cells[k].textContent !== String(value)) row.cells[k].textContent = value; });
    });
  }

  function histogram(counts) {
    const svg = $('magnitudes'), high = Math.max(1, ...counts), width = 300 / counts.length;
    const children = counts.map((count, i) => {
      const bar = document.createElementNS(NS, 'rect'), height = count / high * 125;
      for (const [key, value] of [['x', i * width + .5], ['width', width - 1], ['y', 130 - height], ['height', height]]) bar.setAttribute(key, value);
      return bar;
    });
    for (let i = 0; i < counts.length; i += 6) {
      const label = document.createElementNS(NS, 'text');
      label.setAttribute('x', i * width);
      label.setAttribute('y', 145);
      label.textContent = 12 + i / 2;
      children.push(label);
    }
    svg.replaceChildren(...children);
    svg.setAttribute('aria-label', `Alerts by magnitude, 12 to 27: ${counts.reduce((a, b) => a + b, 0)} in all`);
  }

  function history() {
    const high = Math.max(1, ...rates), x = i => 240 - (rates.length - 1 - i) * .5, y = rate => 42 - rate / high * 38;
    const line = rates.map((rate, i) => `${i ? 'L' : 'M'}${x(i)} ${y(rate).toFixed(1)}`).join('');
    $('history').querySelector('.line').setAttribute('d', line);
    $('history').querySelector('.area').setAttribute('d', `${line}L240 44L${x(0)} 44Z`);
  }

  function show(news) {
    window.dashboard.frames++;
    window.dashboard.came += news.came;
    text('rate', number(news.rate));
    text('total', number(news.total));
    text('lag', news.stream ? number(news.stream.lag) : '–');
    text('partitions', news.stream ? String(news.stream.partitions) : '–');
    text('faults', number(news.topics.reduce((sum, topic) => sum + topic[3], 0)));
    if (news.misfit) text('fault', news.misfit);
    text('group', news.stream ? `Group ${news.stream.group}${news.stream.error ? ': ' + news.stream.error : ''}` : '');
    rates.push(news.rate);
    if (rates.length > 480) rates.shift();
    history();
    rows('topics', news.topics, topic => [topic[0], number(topic[2]), number(topic[1]), number(topic[3])]);
    rows('classes', news.classes, entry => [entry[0], number(entry[1])]);
    histogram(news.magnitudes);
    if ($('errors').dataset.last !== String(news.errors)) {
      $('errors').dataset.last = String(news.errors);
      $('errors').replaceChildren(...news.errors.map(error => element('li', { textContent: error })));
    }
    for (const [topic] of news.topics) {
      if (known.has(topic)) continue;
      known.add(topic);
      element('option', { value: topic, textContent: topic }, $('topic'));
    }
    sky.add(news.sky);
    if (paused || !news.cards.length) return;
    lastCards += news.cards.length;
    window.dashboard.cards = lastCards;
    $('none').hidden = true;
    const list = $('cards');
    // The one that has the keyboard's focus stays where it is.
    list.prepend(...news.cards.reverse().map(card));
    while (list.children.length > MOST_CARDS) {
      const last = list.lastElementChild;
      if (last.contains(document.activeElement)) break;
      last.remove();
    }
  }

  function state(name, words) {
    $('dot').className = 'dot ' + name;
    text('state', words);
  }

  function open() {
    source?.close();
    const query = new URLSearchParams();
    for (const id of ['topic', 'find', 'filter']) if ($(id).value.trim()) query.set(id, $(id).value.trim());
    source = new EventSource('events?' + query);
    source.onopen = () => state('live', 'live');
    source.onmessage = event => show(JSON.parse(event.data));
    source.onerror = () => {
      state('lost', 'no connection; trying again …');
      // A filter that is refused is not asked for again by the browser: ask why.
      if (source.readyState !== EventSource.CLOSED) return;
      fetch('events?' + query).then(async answer => {
        if (answer.status === 400) { $('fault').textContent = await answer.text(); state('lost', 'the filter is not understood'); } else { answer.body?.cancel(); setTimeout(open, 2000); }
      }, () => setTimeout(open, 2000));
    };
  }

  $('wanted').addEventListener('submit', event => {
    event.preventDefault();
    $('fault').textContent = '';
    $('cards').replaceChildren();
    $('none').hidden = false;
    sky.clear();
    open();
  });
  $('topic').addEventListener('change', () => $('wanted').requestSubmit());
  $('pause').addEventListener('click', () => {
    paused = !paused;
    $('pause').setAttribute('aria-pressed', paused);
  });
  for (const button of document.querySelectorAll('[data-frame]')) {
    button.addEventListener('click', () => {
      for (const other of document.querySelectorAll('[data-frame]')) other.setAttribute('aria-pressed', other === button);
      sky.show(button.dataset.frame);
    });
  }
  // Nobody looks at a hidden page.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { source?.close(); source = null; } else if (!source) open();
  });
  open();
})();
