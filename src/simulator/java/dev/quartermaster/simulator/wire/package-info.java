/**
 * Floor 10: what every simulated protocol is made of: endpoints that turn a call into a reply, replies cut into frames,
 * and the form of an error. Nothing here knows a socket, so that a protocol can be read, and tested, as a function.
 */
package dev.quartermaster.simulator.wire;
