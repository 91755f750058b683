// Keys for the columns of the result sheet: left and right, Home and End walk through
// the units, Enter opens one. One column at a time is in the order of the Tab key, so
// that forty-seven units are one stop and not forty-seven.

const columns = [...document.querySelectorAll("[data-columns] > a")];

function stand(index) {
  columns.forEach((column, place) => {
    column.setAttribute("tabindex", place === index ? "0" : "-1");
  });
}

function go(index) {
  const place = Math.min(columns.length - 1, Math.max(0, index));
  stand(place);
  columns[place].focus();
}

const keys = {
  ArrowRight: (here) => here + 1,
  ArrowLeft: (here) => here - 1,
  Home: () => 0,
  End: () => columns.length - 1,
};

function press(event) {
  const here = columns.indexOf(document.activeElement);
  if (here < 0 || !keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  go(keys[event.key](here));
  event.preventDefault();
}

if (columns.length) {
  stand(0);
  document.addEventListener("keydown", press);
}
