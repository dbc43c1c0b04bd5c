/** Floor 4: the regions where Bedrock answers, and the geographies they belong to. Data, read once, pure. */
@NullMarked
package dev.quartermaster.catalog.region;

import org.jspecify.annotations.NullMarked;
