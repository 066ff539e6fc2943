/** The facade: {@link dev.aks4j.core.Aks} is where a program starts. */
package dev.aks4j.core;
