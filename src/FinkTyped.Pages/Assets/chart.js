'use strict';
// The light curve: SVG made by hand, since a library for charts would be ten times the page.
function lightCurve(host, curve) {
  const NS = 'http://www.w3.org/2000/svg', ZERO_POINT = 31.4, SIGMAS = 3;
  const KINDS = ['detection', 'upper limit', 'forced measurement'];
  const [MJD, BAND, KIND, DIFF, DIFF_ERR, TOTAL, TOTAL_ERR, LIMIT] = [0, 1, 2, 3, 4, 5, 6, 7];
  const state = { quantity: curve.quantity, flux: 'difference', time: 'mjd', off: new Set(), noForced: false, noLimits: false, range: null, picked: -1 };
  const reduce = curve.points.length;

  const make = (name, attributes = {}, parent) => {
    const element = document.createElementNS(NS, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (parent) parent.append(element);
    return element;
  };
  const html = (name, properties = {}, parent) => {
    const element = Object.assign(document.createElement(name), properties);
    if (parent) parent.append(element);
    return element;
  };
  const bandClass = name => 'band-' + ('ugrizy'.includes(name) ? name : 'other');
  const fixed = (value, digits) => value.toFixed(digits).replace('-', '−');
  const fluxText = value => fixed(value, Math.abs(value) < 100 ? 1 : 0);

  // One shape for each filter: colour alone does not tell them apart for everyone.
  const SHAPES = {
    u: r => `M0 ${-1.2 * r}L${1.15 * r} ${.8 * r}L${-1.15 * r} ${.8 * r}Z`,
    g: r => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
    r: r => `M${-.9 * r} ${-.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}Z`,
    i: r => `M0 ${-1.3 * r}L${1.3 * r} 0L0 ${1.3 * r}L${-1.3 * r} 0Z`,
    z: r => `M0 ${1.2 * r}L${1.15 * r} ${-.8 * r}L${-1.15 * r} ${-.8 * r}Z`,
    y: r => `M${-.45 * r} ${-1.2 * r}h${.9 * r}v${.75 * r}h${.75 * r}v${.9 * r}h${-.75 * r}v${.75 * r}h${-.9 * r}v${-.75 * r}h${-.75 * r}v${-.9 * r}h${.75 * r}Z`,
  };
  const shape = (band, r) => (SHAPES[band] || SHAPES.g)(r);

  // What a point is on the chosen axes: null where it cannot be shown.
  function value(point) {
    const [flux, error] = state.flux === 'total' ? [point[TOTAL], point[TOTAL_ERR]] : [point[DIFF], point[DIFF_ERR]];
    if (state.quantity === 'flux') {
      return flux === null ? null : { y: flux, low: error === null ? flux : flux - error, high: error === null ? flux : flux + error };
    }
    const limit = point[LIMIT] === null ? null : { y: point[LIMIT], low: point[LIMIT], high: point[LIMIT], limit: true };
    if (flux === null) return point[KIND] === 1 ? limit : null;
    if (point[KIND] === 2 && !(flux > SIGMAS * error)) return limit;
    const faint = flux < 0;
    if (flux === 0 || (faint && state.flux === 'total')) return limit;
    const y = ZERO_POINT - 2.5 * Math.log10(Math.abs(flux));
    const sigma = error === null ? 0 : 1.0857362 * error / Math.abs(flux);
    return { y, low: y - Math.min(sigma, 2), high: y + Math.min(sigma, 2), faint };
  }

  const hasLimits = curve.points.some(p => p[KIND] === 1), hasForced = curve.points.some(p => p[KIND] === 2), hasTotal = curve.points.some(p => p[TOTAL] !== null && p[TOTAL] !== p[DIFF]);
  host.replaceChildren();
  const bar = html('div', { className: 'bar' }, host);

  function segment(label, key, choices) {
    const group = html('div', { className: 'seg' }, bar);
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', label);
    for (const [choice, text] of choices) {
      const button = html('button', { type: 'button', textContent: text }, group);
      button.setAttribute('aria-pressed', state[key] === choice);
      button.onclick = () => {
        state[key] = choice;
        for (const other of group.children) other.setAttribute('aria-pressed', other === button);
        draw();
      };
    }
  }
  segment('Vertical axis', 'quantity', [['mag', 'Magnitude'], ['flux', 'Flux']]);
  if (hasTotal) segment('Which flux', 'flux', [['difference', 'Difference'], ['total', 'Total']]);
  if (curve.now !== undefined) segment('Horizontal axis', 'time', [['mjd', 'MJD'], ['days', 'Days before']]);

  function toggle(text, band, change) {
    const button = html('button', { type: 'button', className: 'band' + (band ? ' ' + bandClass(band) : '') }, bar);
    if (band) make('path', { d: shape(band, 5), fill: 'var(--c)' }, make('svg', { viewBox: '-6 -6 12 12', 'aria-hidden': 'true' }, button));
    button.append(text);
    button.setAttribute('aria-pressed', 'true');
    button.onclick = () => {
      const on = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', on);
      change(on);
      draw();
    };
  }
  curve.bands.forEach((band, index) => toggle(band, band, on => on ? state.off.delete(index) : state.off.add(index)));
  if (hasForced) toggle('forced', null, on => state.noForced = !on);
  if (hasLimits) toggle('upper limits', null, on => state.noLimits = !on);
  const zooms = html('span', { className: 'zooms' }, bar);
  const button = (text, label, action) => {
    const element = html('button', { type: 'button', className: 'plain', textContent: text, title: label, onclick: action }, zooms);
    element.setAttribute('aria-label', label);
  };
  button('+', 'Zoom in', () => zoom(.5));
  button('−', 'Zoom out', () => zoom(2));
  button('Reset', 'Reset zoom', () => { state.range = null; draw(); });

  const svg = make('svg', { class: 'plot', tabindex: '0', role: 'application', 'aria-roledescription': 'light curve' }, host);
  const tip = html('div', { className: 'tip', hidden: true }, host);
  const spoken = html('div', { className: 'visually-hidden' }, host);
  spoken.setAttribute('aria-live', 'polite');

  const x = point => state.time === 'days' ? point[MJD] - curve.now : point[MJD];
  let frame = null, shown = [];

  function ticks(low, high, count) {
    const raw = (high - low) / count, power = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].find(s => s * power >= raw) * power;
    const list = [];
    for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-6 && list.length < 100; t += step) list.push(Math.abs(t) < step * 1e-6 ? 0 : t);
    return { list, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  }

  function full() {
    const times = curve.points.map(x);
    const low = Math.min(...times), high = Math.max(...times), pad = Math.max((high - low) * .03, .02);
    return [low - pad, high + pad];
  }

  function draw() {
    const width = Math.max(260, host.clientWidth), height = Math.round(Math.min(440, Math.max(280, width * .42)));
    const right = 12, top = 12, bottom = 40;
    const inFlux = state.quantity === 'flux';
    const [t0, t1] = state.range ? state.range.map(t => state.time === 'days' ? t - curve.now : t) : full();
    shown = [];
    curve.points.forEach((point, index) => {
      if (state.off.has(point[BAND]) || (state.noForced && point[KIND] === 2)) return;
      const v = value(point), t = x(point);
      if (v === null || (v.limit && state.noLimits) || t < t0 || t > t1) return;
      shown.push({ point, index, t, v });
    });

    // Of forced measurements all but the farthest: a few bad images would press everything else flat.
    const forced = shown.filter(s => s.point[KIND] === 2).map(s => s.v.y).sort((a, b) => a - b), cut = Math.floor(forced.length * .02);
    const [least, most] = forced.length ? [forced[cut], forced[forced.length - 1 - cut]] : [0, 0];
    let low = Infinity, high = -Infinity;
    for (const { point, v } of shown) {
      if (point[KIND] === 2 && (v.y < least || v.y > most)) continue;
      // An error bar may run out of the picture, its point may not.
      low = Math.min(low, v.y, Math.max(v.low, inFlux ? -Infinity : v.y - .5));
      high = Math.max(high, v.y, Math.min(v.high, inFlux ? Infinity : v.y + .5));
    }
    if (low > high) [low, high] = inFlux ? [-1, 1] : [18, 22];
    const pad = Math.max((high - low) * .07, inFlux ? 1e-3 : .05, 1e-6 * Math.max(Math.abs(low), Math.abs(high)));
    low -= pad; high += pad;
    const up = ticks(low, high, Math.max(3, height / 60)), inThousands = inFlux && up.list.some(y => Math.abs(y) >= 1e5);
    const upText = y => inThousands ? fixed(y / 1000, 0) + (y ? 'k' : '') : fixed(y, up.digits);
    const left = 32 + 7.5 * Math.max(...up.list.map(y => upText(y).length));
    const X = t => left + (t - t0) / (t1 - t0) * (width - left - right);
    const beyond = v => v.y < low || v.y > high;
    const Y = inFlux ? y => top + (high - y) / (high - low) * (height - top - bottom) : y => top + (y - low) / (high - low) * (height - top - bottom);
    frame = { X, Y, t0, t1, left, right, width, height, top, bottom };

    svg.replaceChildren();
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('height', height);
    svg.setAttribute('aria-label', `Light curve, ${shown.length} points in ${curve.bands.join(', ')}. Left and right arrows go through the points, plus and minus zoom.`);
    const back = make('g', {}, svg);
    const across = ticks(t0, t1, Math.max(2, (width - left - right) / 110));
    for (const t of across.list) {
      make('line', { class: 'grid', x1: X(t), x2: X(t), y1: top, y2: height - bottom }, back);
      make('text', { x: X(t), y: height - bottom + 17, 'text-anchor': 'middle' }, back).textContent = fixed(t, across.digits);
    }
    for (const y of up.list) {
      make('line', { class: inFlux && y === 0 ? 'zero' : 'grid', x1: left, x2: width - right, y1: Y(y), y2: Y(y) }, back);
      make('text', { x: left - 7, y: Y(y) + 4, 'text-anchor': 'end' }, back).textContent = upText(y);
    }
    make('text', { x: (left + width - right) / 2, y: height - 5, 'text-anchor': 'middle' }, back).textContent =
      state.time === 'days' ? 'days before (−) and after this alert' : `MJD (${curve.scale})`;
    make('text', { x: 12, y: (top + height - bottom) / 2, 'text-anchor': 'middle', transform: `rotate(-90 12 ${(top + height - bottom) / 2})` }, back).textContent =
      (state.flux === 'total' ? 'total ' : 'difference ') + (inFlux ? 'flux (nJy)' : 'magnitude (AB)');
    if (curve.now !== undefined) {
      const now = state.time === 'days' ? 0 : curve.now;
      if (now >= t0 && now <= t1) make('line', { class: 'now', x1: X(now), x2: X(now), y1: top, y2: height - bottom }, back);
    }

    const clip = make('clipPath', { id: 'inside' }, svg);
    make('rect', { x: left, y: top - 8, width: width - left - right + 8, height: height - top - bottom + 8 }, clip);
    const marks = make('g', { 'clip-path': 'url(#inside)' }, svg);
    // Detections last, on top of the others.
    for (const order of [1, 2, 0]) {
      for (const { point, t, v } of shown) {
        if (point[KIND] !== order) continue;
        const band = curve.bands[point[BAND]], forced = point[KIND] === 2 ? ' forced' : '';
        const py = Math.min(Math.max(Y(v.y), top), height - bottom);
        const g = make('g', { class: bandClass(band) + forced, transform: `translate(${X(t).toFixed(1)} ${py.toFixed(1)})` }, marks);
        if (beyond(v)) {
          make('path', { class: 'mark beyond', d: py > height / 2 ? 'M-3.5 -8H3.5L0 -1Z' : 'M-3.5 8H3.5L0 1Z' }, g);
          continue;
        }
        if (v.limit) {
          make('path', { class: 'limit', d: 'M-4 0H4M0 0V9M-3 6L0 9.5L3 6' }, g);
          continue;
        }
        const y0 = Y(v.low) - Y(v.y), y1 = Y(v.high) - Y(v.y);
        if (Math.abs(y1 - y0) > 3) make('line', { class: 'error', y1: y0.toFixed(1), y2: y1.toFixed(1) }, g);
        make('path', { class: 'mark' + (v.faint ? ' faint' : ''), d: shape(band, forced ? (reduce > 300 ? 1.8 : 2.5) : 4) }, g);
      }
    }
    make('path', { class: 'axis', d: `M${left} ${top}V${height - bottom}H${width - right}`, fill: 'none' }, svg);
    shown.sort((a, b) => a.t - b.t);
    point(shown.findIndex(s => s.index === state.picked), false);
  }

  function describe({ point, v }) {
    const lines = [`${curve.bands[point[BAND]]} ${v.limit && point[KIND] !== 1 ? 'forced, below ' + SIGMAS + 'σ' : KINDS[point[KIND]]}${v.faint ? ', fainter than the template' : ''}`];
    lines.push(`MJD ${fixed(point[MJD], 4)}` + (curve.now === undefined ? '' : ` (${fixed(point[MJD] - curve.now, 2)} d)`));
    if (v.limit) lines.push(`fainter than ${fixed(v.y, 2)} mag`);
    else if (state.quantity === 'mag') lines.push(`${fixed(v.y, 2)} ± ${fixed(v.high - v.y, 2)} mag`);
    const [flux, error] = state.flux === 'total' ? [point[TOTAL], point[TOTAL_ERR]] : [point[DIFF], point[DIFF_ERR]];
    if (flux !== null) lines.push(`${fluxText(flux)} ± ${error === null ? '?' : fluxText(error)} nJy`);
    return lines;
  }

  function point(place, speak) {
    svg.querySelector('.ring')?.remove();
    tip.hidden = place < 0;
    if (place < 0) return;
    const item = shown[place], px = frame.X(item.t), py = Math.min(Math.max(frame.Y(item.v.y), frame.top), frame.height - frame.bottom);
    state.picked = item.index;
    make('circle', { class: 'ring', cx: px, cy: py, r: 8 }, svg);
    const lines = describe(item);
    tip.replaceChildren(html('b', { textContent: lines[0] }), ...lines.slice(1).flatMap((line, i) => i ? [html('br'), line] : [line]));
    const scale = svg.clientWidth / frame.width, y = svg.offsetTop + py * scale;
    tip.style.left = Math.min(Math.max(0, px * scale + 14 + tip.offsetWidth > host.clientWidth ? px * scale - tip.offsetWidth - 14 : px * scale + 14), host.clientWidth) + 'px';
    tip.style.top = Math.max(0, y - tip.offsetHeight / 2) + 'px';
    if (speak) spoken.textContent = lines.join(', ');
  }

  function zoom(factor, center) {
    const { t0, t1 } = frame, offset = state.time === 'days' ? curve.now : 0;
    const middle = center ?? (state.picked >= 0 && shown.some(s => s.index === state.picked) ? shown.find(s => s.index === state.picked).t : (t0 + t1) / 2);
    const all = full();
    const low = Math.max(all[0], middle - (middle - t0) * factor), high = Math.min(all[1], middle + (t1 - middle) * factor);
    if (high - low < 1e-3) return;
    state.range = low <= all[0] && high >= all[1] ? null : [low + offset, high + offset];
    draw();
  }

  const toUser = event => {
    const box = svg.getBoundingClientRect(), scale = frame.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  };
  const toTime = px => frame.t0 + (Math.min(Math.max(px, frame.left), frame.width - frame.right) - frame.left) / (frame.width - frame.left - frame.right) * (frame.t1 - frame.t0);
  let start = null, brush = null;
  svg.onpointerdown = event => { if (event.button === 0) { start = toUser(event)[0]; svg.setPointerCapture(event.pointerId); } };
  svg.onpointermove = event => {
    const [px, py] = toUser(event);
    if (start !== null && Math.abs(px - start) > 6) {
      brush ??= make('rect', { class: 'brush', y: frame.top, height: frame.height - frame.top - frame.bottom }, svg);
      brush.setAttribute('x', Math.min(px, start));
      brush.setAttribute('width', Math.abs(px - start));
      return;
    }
    let best = -1, nearest = 26 ** 2;
    shown.forEach((s, i) => {
      const distance = (frame.X(s.t) - px) ** 2 + (frame.Y(s.v.y) - py) ** 2;
      if (distance < nearest) [best, nearest] = [i, distance];
    });
    if (best < 0) state.picked = -1;
    point(best, false);
  };
  svg.onpointerup = event => {
    if (brush) {
      const offset = state.time === 'days' ? curve.now : 0, ends = [toTime(start), toTime(toUser(event)[0])].sort((a, b) => a - b);
      brush = null;
      if (ends[1] - ends[0] > 1e-3) state.range = [ends[0] + offset, ends[1] + offset];
      draw();
    }
    start = null;
  };
  svg.onpointercancel = () => { start = brush = null; draw(); };
  svg.onpointerleave = () => { if (start === null && document.activeElement !== svg) point(-1, false); };
  svg.ondblclick = () => { state.range = null; draw(); };
  svg.onblur = () => point(-1, false);
  svg.onkeydown = event => {
    const place = shown.findIndex(s => s.index === state.picked);
    const moves = { ArrowRight: place + 1, ArrowLeft: place < 0 ? shown.length - 1 : place - 1, Home: 0, End: shown.length - 1 };
    if (event.key in moves) point(Math.min(Math.max(moves[event.key], 0), shown.length - 1), true);
    else if (event.key === '+' || event.key === '=') zoom(.5);
    else if (event.key === '-') zoom(2);
    else if (event.key === '0' || event.key === 'Escape') { state.range = null; draw(); }
    else return;
    event.preventDefault();
  };

  // The same as a table, for those who cannot see it and for those who copy numbers.
  const details = html('details', { className: 'datatable' }, host);
  html('summary', { textContent: curve.points.length === 1 ? 'The point as a table' : `The ${curve.points.length} points as a table` }, details);
  details.ontoggle = () => {
    if (!details.open || details.children.length > 1) return;
    const scroll = html('div', { className: 'scroll', tabIndex: 0 }, details);
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', 'Points of the light curve');
    const table = html('table', {}, scroll), head = html('tr', {}, html('thead', {}, table)), body = html('tbody', {}, table);
    for (const title of [`MJD (${curve.scale})`, 'band', 'kind', 'difference flux (nJy)', 'error', 'total flux (nJy)', 'error', 'limit (mag)']) html('th', { textContent: title, scope: 'col' }, head);
    for (const p of curve.points) {
      const row = html('tr', {}, body);
      [p[MJD].toFixed(6), curve.bands[p[BAND]], KINDS[p[KIND]], p[DIFF], p[DIFF_ERR], p[TOTAL], p[TOTAL_ERR], p[LIMIT]].forEach(cell => html('td', { textContent: cell ?? '' }, row));
    }
  };

  new ResizeObserver(() => draw()).observe(host);
  draw();
}
