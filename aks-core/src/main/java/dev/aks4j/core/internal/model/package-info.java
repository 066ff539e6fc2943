/** What stands behind the public package of the same name. Not for use outside this library; changes without notice. */
@NullMarked
package dev.aks4j.core.internal.model;

import org.jspecify.annotations.NullMarked;
