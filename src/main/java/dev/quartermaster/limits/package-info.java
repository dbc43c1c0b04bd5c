/**
 * Floor 5: requests and tokens a minute, per model. Capacity is taken before a call and trued up after it; what is left
 * can be looked at without taking any. Nothing here waits.
 */
package dev.quartermaster.limits;
