/** Floor 9: which requests went on to another model, told and asked for. */
package dev.quartermaster.api.failovers;
