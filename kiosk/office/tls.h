// SPDX-License-Identifier: Apache-2.0
/* Who is at the other end of a TLS connection. */
#ifndef OFFICE_TLS_H
#define OFFICE_TLS_H

#include <gnutls/gnutls.h>
#include <stdbool.h>

#define TLS_NAME_SIZE 65 // a common name has at most 64 characters (X.520)

/* True, with the common name, when the peer proved a certificate that the session's trusted
 * authorities signed, that is valid today and made for the purpose clientAuth. */
bool tls_client(gnutls_session_t session, char name_out[TLS_NAME_SIZE]);

#endif
