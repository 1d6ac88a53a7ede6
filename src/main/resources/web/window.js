/**
 * Opens the customer's page and steers its window. This runs in a frame of the desk, so that the frame is what that page knows as its opener: it can
 * lead neither the frame nor the desk to another address.
 */
let customer = null;

window.steer = (url) => {
  if (customer && !customer.closed) {
    customer.location.replace(url);
    customer.focus();
  } else {
    customer = window.open(url, 'customer');
  }
  return Boolean(customer);
};
