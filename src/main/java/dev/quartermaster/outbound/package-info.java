/**
 * Floor 1: where this process connects to on somebody else's word. Every address that comes by the API, such as that of a
 * linked file, is read, resolved and checked here: the text in one spelling, all addresses of the host, the connection to a
 * checked address. What stands in the operator's own configuration is trusted and does not come here.
 */
@NullMarked
package dev.quartermaster.outbound;

import org.jspecify.annotations.NullMarked;
