/** Floor 9: decisions over HTTP: which model was chosen for a request, and why. */
package dev.quartermaster.api.decisions;
