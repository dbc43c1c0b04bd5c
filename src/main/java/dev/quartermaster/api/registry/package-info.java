/** Floor 9: the registry as a whole, and the trail of changes that people and agents make. */
package dev.quartermaster.api.registry;
