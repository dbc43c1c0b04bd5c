/**
 * Floor 10: the wire protocols that are played: for each provider a class that says what it offers and how it puts
 * errors, and a class for each endpoint worth one. All of them are pure functions of the call.
 */
package dev.quartermaster.simulator.protocol;
