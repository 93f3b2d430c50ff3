// SPDX-License-Identifier: Apache-2.0

/** The container image under podman, as its users run it: so these run on Barnabas whichever broker is chosen. */
package io.barnabas.compat.container;
