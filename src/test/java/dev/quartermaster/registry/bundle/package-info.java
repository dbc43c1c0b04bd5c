/** The repeatable step that writes the bundled registry; a tool of the build, in no artefact. */
package dev.quartermaster.registry.bundle;
