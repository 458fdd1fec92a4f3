/*-------------------------------------------------------------------------
 *
 * utf8.h
 *		Bounded decoding and encoding of UTF-8.
 *
 * Stored text is not trusted to be valid: a malformed byte decodes as one
 * unassigned code point, and no read goes past the end.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_UTF8_H
#define PGSN_UTF8_H

#define PGSN_BAD_CODE_POINT 0xFFFFFFFFu

/*
 * Decode the code point at p, which lies before end.  Sets *size to the
 * number of bytes taken, at least 1.
 */
static inline uint32
pgsn_utf8_decode(const unsigned char *p, const unsigned char *end, int *size)
{
	uint32		c = *p;
	int			n;
	int			i;

	*size = 1;
	if (c < 0x80)
		return c;
	if (c >= 0xC2 && c <= 0xDF)
	{
		n = 1;
		c &= 0x1F;
	}
	else if ((c & 0xF0) == 0xE0)
	{
		n = 2;
		c &= 0x0F;
	}
	else if (c >= 0xF0 && c <= 0xF4)
	{
		n = 3;
		c &= 0x07;
	}
	else
		return PGSN_BAD_CODE_POINT;
	if (end - p <= n)
		return PGSN_BAD_CODE_POINT;
	for (i = 1; i <= n; i++)
	{
		if ((p[i] & 0xC0) != 0x80)
			return PGSN_BAD_CODE_POINT;
		c = (c << 6) | (p[i] & 0x3F);
	}
	if ((n == 2 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) ||
		(n == 3 && (c < 0x10000 || c > 0x10FFFF)))
		return PGSN_BAD_CODE_POINT;
	*size = n + 1;
	return c;
}

/* Encode c at out, which has room for 4 bytes; returns the bytes written. */
static inline int
pgsn_utf8_encode(uint32 c, unsigned char *out)
{
	if (c < 0x80)
	{
		out[0] = (unsigned char) c;
		return 1;
	}
	if (c < 0x800)
	{
		out[0] = (unsigned char) (0xC0 | (c >> 6));
		out[1] = (unsigned char) (0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000)
	{
		out[0] = (unsigned char) (0xE0 | (c >> 12));
		out[1] = (unsigned char) (0x80 | ((c >> 6) & 0x3F));
		out[2] = (unsigned char) (0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (unsigned char) (0xF0 | (c >> 18));
	out[1] = (unsigned char) (0x80 | ((c >> 12) & 0x3F));
	out[2] = (unsigned char) (0x80 | ((c >> 6) & 0x3F));
	out[3] = (unsigned char) (0x80 | (c & 0x3F));
	return 4;
}

#endif							/* PGSN_UTF8_H */
