/* The characters of a text page of pdfium, what it says of text objects, and how these look, each in one
   call: an optional helper of characters.py, text_objects.py and looks.py, which say what it gives and do the
   same without it.

   The functions of pdfium are handed in by their addresses: nothing is linked, whichever pdfium is installed.
   Of Python only the stable interface is used (3.11, for buffers). */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

typedef struct { float left, top, right, bottom; } Box; /* FS_RECTF */
typedef unsigned int (*GetUnicode)(void *, int);
typedef int (*IsGenerated)(void *, int);
typedef void *(*GetObject)(void *, int);
typedef int (*GetBox)(void *, int, Box *);

enum { HYPHEN = 0x02, BLANK = 0x20, HYPHEN_AT_END = 0xFFFE };

typedef struct {
  uint32_t *codes;
  uint64_t *objects;
  Box *boxes;
  int32_t *indices;
} Columns;

static int is_made_up(IsGenerated is_generated, void *page, int index, unsigned int code) {
  if (code == HYPHEN || (code > BLANK && code != HYPHEN_AT_END)) return 0;
  return is_generated(page, index) == 1;
}

static int read_characters(void *const *functions, void *page, int count, Columns to) {
  GetUnicode unicode = (GetUnicode)functions[0];
  IsGenerated is_generated = (IsGenerated)functions[1];
  GetObject object = (GetObject)functions[2];
  GetBox box = (GetBox)functions[3];
  int found = 0;
  for (int index = 0; index < count; index++) {
    unsigned int code = unicode(page, index);
    if (is_made_up(is_generated, page, index, code)) continue;
    to.codes[found] = code;
    to.objects[found] = (uint64_t)(uintptr_t)object(page, index);
    to.indices[found] = index;
    box(page, index, &to.boxes[found]);
    found++;
  }
  return found;
}

static PyObject *characters(PyObject *module, PyObject *args) {
  unsigned long long addresses[4], page;
  int count, found = -1;
  Py_buffer codes, objects, boxes, indices;
  if (!PyArg_ParseTuple(args, "(KKKK)Kiw*w*w*w*", &addresses[0], &addresses[1], &addresses[2], &addresses[3],
                        &page, &count, &codes, &objects, &boxes, &indices))
    return NULL;
  if (count < 0 || codes.len / (Py_ssize_t)sizeof(uint32_t) < count ||
      objects.len / (Py_ssize_t)sizeof(uint64_t) < count || boxes.len / (Py_ssize_t)sizeof(Box) < count ||
      indices.len / (Py_ssize_t)sizeof(int32_t) < count) {
    PyErr_SetString(PyExc_ValueError, "a column is too short for the characters of the page");
  } else {
    void *functions[4];
    for (int i = 0; i < 4; i++) functions[i] = (void *)(uintptr_t)addresses[i];
    Columns to = {codes.buf, objects.buf, boxes.buf, indices.buf};
    found = read_characters(functions, (void *)(uintptr_t)page, count, to);
  }
  PyBuffer_Release(&codes);
  PyBuffer_Release(&objects);
  PyBuffer_Release(&boxes);
  PyBuffer_Release(&indices);
  return found < 0 ? NULL : PyLong_FromLong(found);
}

/* What pdfium says of text objects: text_objects.py has the same in mapped calls. */

typedef void *(*GetFont)(void *);
typedef int (*GetMode)(void *);
typedef double (*GetSize)(void *, int);
typedef int (*GetMatrix)(void *, int, float *);
typedef int (*GetOrigin)(void *, int, double *, double *);

enum { QUESTIONS = 6, MATRIX = 6, ORIGIN = 2 };

static PyObject *text_objects(PyObject *module, PyObject *args) {
  unsigned long long at[QUESTIONS], page_address;
  Py_buffer objects, glyphs, fonts, modes, sizes, matrices, origins, lacking;
  if (!PyArg_ParseTuple(args, "(KKKKKK)Ky*y*w*w*w*w*w*w*", &at[0], &at[1], &at[2], &at[3], &at[4], &at[5],
                        &page_address, &objects, &glyphs, &fonts, &modes, &sizes, &matrices, &origins,
                        &lacking))
    return NULL;
  void *page = (void *)(uintptr_t)page_address;
  Py_ssize_t count = glyphs.len / (Py_ssize_t)sizeof(int32_t);
  int fits = objects.len == count * (Py_ssize_t)sizeof(uint64_t) && fonts.len == objects.len &&
             modes.len == glyphs.len && lacking.len == glyphs.len &&
             sizes.len == count * (Py_ssize_t)sizeof(double) &&
             matrices.len == count * MATRIX * (Py_ssize_t)sizeof(float) &&
             origins.len == count * ORIGIN * (Py_ssize_t)sizeof(double);
  for (Py_ssize_t i = 0; fits && i < count; i++) {
    void *object = (void *)(uintptr_t)((uint64_t *)objects.buf)[i];
    int glyph = ((int32_t *)glyphs.buf)[i];
    double *origin = (double *)origins.buf + ORIGIN * i;
    ((uint64_t *)fonts.buf)[i] = (uint64_t)(uintptr_t)((GetFont)(uintptr_t)at[0])(object);
    ((int32_t *)modes.buf)[i] = ((GetMode)(uintptr_t)at[1])(object);
    ((double *)sizes.buf)[i] = ((GetSize)(uintptr_t)at[2])(page, glyph);
    ((GetMatrix)(uintptr_t)at[3])(page, glyph, (float *)matrices.buf + MATRIX * i);
    ((GetOrigin)(uintptr_t)at[4])(page, glyph, origin, origin + 1);
    ((int32_t *)lacking.buf)[i] = ((IsGenerated)(uintptr_t)at[5])(page, glyph);
  }
  Py_buffer *all[] = {&objects, &glyphs, &fonts, &modes, &sizes, &matrices, &origins, &lacking};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) PyBuffer_Release(all[i]);
  if (fits) Py_RETURN_NONE;
  PyErr_SetString(PyExc_ValueError, "a column has not as many rows as there are text objects");
  return NULL;
}

/* How objects look: looks.py has the same in mapped calls. A colour that pdfium does not give stays as it is
   in the column. */

typedef int (*GetColor)(void *, unsigned int *, unsigned int *, unsigned int *, unsigned int *);
typedef void *(*GetClip)(void *);
typedef int (*CountPaths)(void *);

enum { CHANNELS = 4 };

static PyObject *looks(PyObject *module, PyObject *args) {
  unsigned long long fill, clip, paths;
  Py_buffer objects, fills, clips;
  if (!PyArg_ParseTuple(args, "(KKK)y*w*w*", &fill, &clip, &paths, &objects, &fills, &clips)) return NULL;
  Py_ssize_t count = objects.len / (Py_ssize_t)sizeof(uint64_t);
  int fits = fills.len == count * CHANNELS * (Py_ssize_t)sizeof(uint32_t) &&
             clips.len == count * (Py_ssize_t)sizeof(int32_t);
  for (Py_ssize_t i = 0; fits && i < count; i++) {
    void *object = (void *)(uintptr_t)((uint64_t *)objects.buf)[i];
    uint32_t *color = (uint32_t *)fills.buf + CHANNELS * i;
    ((GetColor)(uintptr_t)fill)(object, color, color + 1, color + 2, color + 3);
    ((int32_t *)clips.buf)[i] = ((CountPaths)(uintptr_t)paths)(((GetClip)(uintptr_t)clip)(object));
  }
  PyBuffer_Release(&objects);
  PyBuffer_Release(&fills);
  PyBuffer_Release(&clips);
  if (fits) Py_RETURN_NONE;
  PyErr_SetString(PyExc_ValueError, "a column has not as many rows as there are objects");
  return NULL;
}

static PyMethodDef methods[] = {
    {"characters", characters, METH_VARARGS,
     "characters(functions, text page, count, codes, objects, boxes, indices): how many were written"},
    {"text_objects", text_objects, METH_VARARGS,
     "text_objects(functions, text page, objects, glyphs, fonts, modes, sizes, matrices, origins, lacking)"},
    {"looks", looks, METH_VARARGS, "looks(functions, objects, fills, clips)"},
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_characters", NULL, 0, methods};

PyMODINIT_FUNC PyInit__characters(void) { return PyModuleDef_Init(&definition); }
