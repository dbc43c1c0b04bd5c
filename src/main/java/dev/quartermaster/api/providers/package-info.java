/** Floor 9: the providers as operators see them: reachable or not, with which keys, and probed by hand. */
package dev.quartermaster.api.providers;
