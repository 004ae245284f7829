'use strict';
// The sky in Mollweide's projection, east to the left, as one looks up at it.
function skyMap(canvas) {
  const context = canvas.getContext('2d'), most = 4000, fade = 20000;
  const points = [];
  let frame = 'equatorial', waiting = false;

  const radians = Math.PI / 180;
  // From equatorial to galactic axes (ICRS; the columns are the axes of one in the other).
  const turn = [[-0.0548755604, -0.8734370902, -0.4838350155], [0.4941094279, -0.4448296300, 0.7469822445], [-0.8676661490, -0.1980763734, 0.4559837762]];

  function place(ra, dec) {
    let longitude = ra * radians, latitude = dec * radians;
    if (frame === 'galactic') {
      const v = [Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)];
      const [x, y, z] = turn.map(row => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
      longitude = Math.atan2(y, x);
      latitude = Math.asin(Math.max(-1, Math.min(1, z)));
    }
    return project(longitude, latitude);
  }

  function project(longitude, latitude) {
    if (longitude > Math.PI) longitude -= 2 * Math.PI;
    let theta = latitude;
    for (let i = 0; i < 8 && Math.abs(latitude) < Math.PI / 2 - 1e-9; i++) {
      theta -= (2 * theta + Math.sin(2 * theta) - Math.PI * Math.sin(latitude)) / (2 + 2 * Math.cos(2 * theta));
    }
    const width = canvas.width / 2 - 12, height = canvas.height / 2 - 12;
    return [canvas.width / 2 - longitude / Math.PI * Math.cos(theta) * width, canvas.height / 2 - Math.sin(theta) * height];
  }

  function draw() {
    waiting = false;
    const unit = canvas.width / Math.max(1, canvas.clientWidth);
    const style = getComputedStyle(document.documentElement), colour = name => style.getPropertyValue(name).trim();
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.strokeStyle = colour('--line');
    context.fillStyle = colour('--page');
    context.lineWidth = unit;
    context.beginPath();
    context.ellipse(canvas.width / 2, canvas.height / 2, canvas.width / 2 - 12, canvas.height / 2 - 12, 0, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    for (let latitude = -60; latitude <= 60; latitude += 30) line(t => [(-180 + 360 * t), latitude]);
    for (let longitude = -120; longitude <= 120; longitude += 60) line(t => [longitude, -90 + 180 * t]);
    context.fillStyle = colour('--soft');
    context.font = `${11 * unit}px system-ui, sans-serif`;
    context.textAlign = 'center';
    for (const longitude of [120, 60, 0, -60, -120]) {
      const [x, y] = project(longitude * radians, 0);
      context.fillText(frame === 'galactic' ? `${(longitude + 360) % 360}°` : `${((longitude + 360) % 360) / 15}h`, x, y - 3 * unit);
    }
    const now = Date.now(), shades = new Map();
    for (const point of points) {
      const [x, y] = place(point.ra, point.dec), age = (now - point.at) / fade;
      context.globalAlpha = Math.max(.25, 1 - age);
      const name = 'ugrizy'.includes(point.band ?? '-') ? `--${point.band}` : '--other';
      if (!shades.has(name)) shades.set(name, colour(name));
      context.fillStyle = shades.get(name);
      context.beginPath();
      context.arc(x, y, (age < .05 ? 4 : 2) * unit, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  function line(at) {
    context.beginPath();
    for (let i = 0; i <= 60; i++) context.lineTo(...project(...at(i / 60).map(degrees => degrees * radians)));
    context.stroke();
  }

  function ask() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(draw);
    }
  }

  new ResizeObserver(() => {
    canvas.width = Math.max(200, Math.round(canvas.clientWidth * (devicePixelRatio || 1)));
    canvas.height = Math.round(canvas.width * .52);
    ask();
  }).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ask);
  ask();
  return {
    add(places) {
      for (const [ra, dec, band] of places) points.push({ ra, dec, band, at: Date.now() });
      if (points.length > most) points.splice(0, points.length - most);
      canvas.setAttribute('aria-label', `Map of the sky with the places of the latest ${points.length} alerts`);
      ask();
    },
    clear() { points.length = 0; ask(); },
    show(name) { frame = name; ask(); },
    get count() { return points.length; },
  };
}
